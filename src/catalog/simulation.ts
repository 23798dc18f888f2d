import type { Subject } from './facts/action-facts';

/**
 * The LinkedIn that the sandbox simulates: an invented world and one account in it. An action file says in `simulate` what
 * the action does there; `src/sandbox` implements these types. Times are ISO 8601 in UTC.
 */
export interface Person {
  kind: 'person';
  /** The number in `urn:li:member:<id>`. */
  id: number;
  /** Last part of the public address, and of the hashed one that Sales Navigator uses. */
  slug: string;
  hash: string;
  firstName: string;
  lastName: string;
  headline: string;
  location: string;
  countryCode: string;
  industry: string;
  about: string | null;
  followersCount: number;
  avatarUrl: string | null;
  /** Newest first; the first without an end is the current one. */
  jobs: Job[];
  education: { schoolName: string; schoolId: number; details: string }[];
  skills: string[];
  languages: { name: string; proficiency: Proficiency | null }[];
  yearsOfExperience: number;
  /** 0 is the head of the company; decision makers are listed by it. */
  rank: number;
  /** Accepts invitations only with an e-mail address. */
  asksForEmail: boolean;
}

export interface Job {
  position: string;
  companyId: number;
  companyName: string;
  employmentType: (typeof employmentTypes)[number];
  locationType: (typeof locationTypes)[number];
  location: string;
  description: string | null;
  startTime: string;
  endTime: string | null;
  /** Months. */
  duration: number;
}

export interface Company {
  kind: 'company';
  id: number;
  slug: string;
  name: string;
  description: string;
  location: string;
  countryCode: string;
  industry: string;
  specialties: string[];
  website: string;
  employeesCount: number;
  yearFounded: number | null;
  ventureFinancing: boolean;
  jobsCount: number;
  logoUrl: string | null;
  /** Million US dollars. */
  annualRevenue: number;
}

export interface Post {
  kind: 'post';
  /** Number in `urn:li:activity:<id>`. */
  id: string;
  /** Last part of the `/posts/…` address. */
  slug: string;
  author: Person | Company;
  /** The author of a repost. */
  reposter: Person | Company | null;
  repostText: string | null;
  time: string;
  text: string | null;
  hashtags: string[];
  mentions: string[];
  externalLinks: string[];
  images: string[] | null;
  documentSlides: string[];
  hasVideo: boolean;
  videoThumbnail: string | null;
  hasPoll: boolean;
  repostsCount: number;
  commentsClosed: boolean;
  /** Oldest first; a reply comes after the comment it answers. */
  comments: Comment[];
  reactions: { by: Person | Company; type: Reaction; time: string }[];
}

export interface Comment {
  kind: 'comment';
  /** Number in the comment's urn. */
  id: string;
  /** Last part of its address. */
  slug: string;
  post: Post;
  author: Person | Company;
  time: string;
  text: string;
  image: string | null;
  isReply: boolean;
  reactionsCount: number;
  repliesCount: number;
  /** The account's own reaction to it. */
  reaction: Reaction | null;
}

/** An open position, as a company advertises it. */
export interface JobPosting {
  kind: 'job';
  /** Number in `urn:li:jobPosting:<id>`, and last part of the address. */
  id: string;
  slug: string;
  title: string;
  company: Company;
  location: string;
  workplace: (typeof locationTypes)[number];
  employment: (typeof jobEmployments)[number];
  level: (typeof jobLevels)[number];
  /** The field of work, in LinkedIn's words. */
  field: string;
  salary: { currency: string; minAmount: number; maxAmount: number; period: 'yearly' | 'monthly' | 'hourly' } | null;
  easyApply: boolean;
  isPromoted: boolean;
  isVerified: boolean;
  fairChance: boolean;
  applicantsCount: number;
  /** When it was posted. */
  time: string;
  description: string;
  /** Where to apply, unless on LinkedIn itself. */
  applyUrl: string | null;
}

/** What an action may work on (`on` in its file). */
export interface Pages extends Record<Subject, unknown> {
  person: Person;
  company: Company;
  post: Post;
  comment: Comment;
  job: JobPosting;
}
export type Entity = Pages[keyof Pages];

export interface World {
  people: readonly Person[];
  companies: readonly Company[];
  posts: readonly Post[];
  jobs: readonly JobPosting[];
  /** By id. Every id in a person or post exists. */
  company(id: number): Company | undefined;
  employees(company: Company): readonly Person[];
  /** Newest first. */
  postsBy(author: Person | Company): readonly Post[];
  commentsBy(person: Person): readonly Comment[];
  reactionsBy(person: Person): readonly { post: Post; type: Reaction; time: string }[];
  /** Adds a post that only this account sees. */
  publish(draft: Draft): Post;
}

/** A post to publish, or with `passedOn` a repost. */
export interface Draft {
  by: Person | Company;
  time: string;
  text: string | null;
  mentions: string[];
  attachments: { type: string; url: string }[];
  passedOn?: Post;
}

/** A LinkedIn account: its connections, messages and actions. Changes last as long as the sandbox runs. */
export interface Account {
  self: Person;
  degree(person: Person): Degree | null;
  connectionStatus(person: Person): ConnectionStatus;
  /** Newest first. */
  connections(): readonly { person: Person; connectedAt: string }[];
  /** Sent invitations without an answer, newest first. */
  invitations(): readonly { person: Person; sentAt: string }[];
  invite(person: Person, note?: string): void;
  withdraw(person: Person): void;
  /** Received invitations without an answer, newest first. */
  received(): readonly Invitation[];
  accept(invitation: Invitation): void;
  ignore(invitation: Invitation): void;
  disconnect(person: Person): void;
  /** Whether there is a connection or a conversation. Otherwise only Sales Navigator can send messages. */
  canMessage(person: Person): boolean;
  message(person: Person, channel: Channel, text: string, subject?: string): void;
  /** The id of the conversation, if there is one. */
  threadWith(person: Person, channel: Channel): string | undefined;
  /** Records the messages of an inbox, or the events of the network, from now on. */
  followInbox(channel: Channel): void;
  followNetwork(): void;
  /** Syncs the conversation for this many days. Returns the time at which that ends. */
  sync(person: Person, channel: Channel, days: number): string;
  reaction(post: Post): Reaction | null;
  /** As the account itself, or `as` a company page that it administers. */
  react(post: Post, type: Reaction, as?: Company): void;
  comment(post: Post, text: string, as?: Company): Comment;
  /** Replaces an earlier reaction to the same comment. */
  reactTo(comment: Comment, type: Reaction): void;
  reply(comment: Comment, text: string): Comment;
  /** Whether the account may act as this company page. */
  administers(company: Company): boolean;
  /** Latest first. */
  profileViews: readonly ProfileView[];
  ssi: { ssi: number; industryTop: number; networkTop: number };
  performance: {
    followersCount: number;
    postViewsLast7Days: number;
    profileViewsLast90Days: number;
    searchAppearancesPreviousWeek: number;
  };
}

/** A view of the account's profile. `viewer` is null if anonymous; `from` is the viewer's company. */
export interface ProfileView {
  time: string;
  viewer: Person | null;
  from: Company;
}

/** An invitation that the account has received. */
export interface Invitation {
  invitationType: InvitationType;
  from: Person;
  time: string;
  /** Only with an invitation to connect. */
  note: string | null;
  /** What to follow or subscribe to, with the other kinds. */
  company?: Company;
  newsletter?: { url: string; name: string };
}

/** The result of an action: nothing, an object, or a list whose rows have the entity that a loop continues with. */
export type Outcome = void | { data: Record<string, unknown> } | { items: Item[] };
export interface Item {
  row: Record<string, unknown>;
  entity?: Entity;
}

export type Channel = 'st' | 'nv';
export const invitationTypes = ['connect', 'companyFollow', 'newsletterSubscribe'] as const;
export type InvitationType = (typeof invitationTypes)[number];
export const connectionStatuses = ['connected', 'pending', 'incoming', 'notConnected'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];
export const degrees = ['1st', '2nd', '3rd+'] as const;
export type Degree = (typeof degrees)[number];
export const reactions = ['like', 'celebrate', 'support', 'love', 'insightful', 'funny'] as const;
export type Reaction = (typeof reactions)[number];
export const proficiencies = [
  'elementary',
  'limitedWorking',
  'professionalWorking',
  'fullProfessional',
  'nativeOrBilingual',
] as const;
export type Proficiency = (typeof proficiencies)[number];
export const employmentTypes = [
  'fullTime',
  'partTime',
  'selfEmployed',
  'freelance',
  'contract',
  'internship',
  'apprenticeship',
  'seasonal',
] as const;
export const jobEmployments = [
  'fullTime',
  'partTime',
  'contract',
  'temporary',
  'volunteer',
  'internship',
  'other',
] as const;
export const jobLevels = ['internship', 'entryLevel', 'associate', 'midSeniorLevel', 'director', 'executive'] as const;
export const locationTypes = ['onSite', 'remote', 'hybrid'] as const;
export const companySizes = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001-10000',
  '10001+',
] as const;
