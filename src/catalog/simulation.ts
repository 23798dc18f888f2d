/**
 * The stage on which the sandbox plays an action: a small invented LinkedIn and one account on it. An action file says in
 * `play` what the action does there; `src/sandbox` is the implementation. Times are ISO 8601 in UTC.
 */
export interface Person {
  kind: 'person';
  /** Number in `urn:li:member:<id>`. */
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
  /** Wants to be asked for an e-mail address before being invited. */
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
  /** Who passed it on, for a repost. */
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
  /** Oldest first; a reply follows somewhere after what it answers. */
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

/** What an action may work on, by the word its file has for it. */
export interface Pages {
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
  /** By id; every id that a person or post carries exists. */
  company(id: number): Company | undefined;
  employees(company: Company): readonly Person[];
  /** Newest first. */
  postsBy(author: Person | Company): readonly Post[];
  commentsBy(person: Person): readonly Comment[];
  reactionsBy(person: Person): readonly { post: Post; type: Reaction; time: string }[];
  /** Puts a post among the others; only the account whose world it is sees it. */
  publish(draft: Draft): Post;
}

/** A post to be published, or with `passedOn` one to be passed on. */
export interface Draft {
  by: Person | Company;
  time: string;
  text: string | null;
  mentions: string[];
  attachments: { type: string; url: string }[];
  passedOn?: Post;
}

/** One connected LinkedIn account: what it knows, has sent and has done. Changes last as long as the sandbox runs. */
export interface Account {
  self: Person;
  degree(person: Person): Degree | null;
  connectionStatus(person: Person): ConnectionStatus;
  /** Newest first. */
  connections(): readonly { person: Person; connectedAt: string }[];
  /** Invitations sent and not answered yet, newest first. */
  invitations(): readonly { person: Person; sentAt: string }[];
  invite(person: Person, note?: string): void;
  withdraw(person: Person): void;
  /** Invitations of others that wait for an answer, newest first. */
  received(): readonly Invitation[];
  accept(invitation: Invitation): void;
  ignore(invitation: Invitation): void;
  disconnect(person: Person): void;
  /** Is there a conversation already, or a connection? Otherwise only Sales Navigator can write. */
  canMessage(person: Person): boolean;
  message(person: Person, channel: Channel, text: string, subject?: string): void;
  /** The id of the conversation, where there is one. */
  threadWith(person: Person, channel: Channel): string | undefined;
  /** Has the messages of an inbox, or what happens to connections, gathered from now on. */
  followInbox(channel: Channel): void;
  followNetwork(): void;
  /** Has the conversation watched for so many days; returns until when. */
  sync(person: Person, channel: Channel, days: number): string;
  reaction(post: Post): Reaction | null;
  /** In the account's own name, or `as` a company page it administers. */
  react(post: Post, type: Reaction, as?: Company): void;
  comment(post: Post, text: string, as?: Company): Comment;
  /** In place of an earlier reaction to the same comment. */
  reactTo(comment: Comment, type: Reaction): void;
  reply(comment: Comment, text: string): Comment;
  /** May the account act for this company page? */
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

/** A look at the account's profile; `viewer` is null for one who did not want to be seen, `from` is where that one works. */
export interface ProfileView {
  time: string;
  viewer: Person | null;
  from: Company;
}

/** What someone has invited the account to. */
export interface Invitation {
  invitationType: InvitationType;
  from: Person;
  time: string;
  /** Of an invitation to connect. */
  note: string | null;
  /** What to follow or subscribe to, for the other kinds. */
  company?: Company;
  newsletter?: { url: string; name: string };
}

/** What an action hands back: nothing, an object, or a list whose rows know what they stand for, so that a loop can go on with them. */
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
