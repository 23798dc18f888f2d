import type {
  Account,
  Channel,
  Comment,
  Company,
  ConnectionStatus,
  Degree,
  Invitation,
  Person,
  Post,
  ProfileView,
  Reaction,
} from '../../catalog';
import type { Conversation, Message } from './conversation';
import { answerTo, Inbox } from './inbox';
import { Network } from './network';
import type { SandboxPost } from '../world/posts';
import { codeOf, hashOf } from '../random';
import { ScheduledEvents } from './scheduled-events';

export interface Executed {
  actionType: string;
  success: boolean;
  time: string;
}

const day = 24 * 60 * 60_000;

/** What one account has sent and done, and its connections, none at first. */
export class SandboxAccount implements Account {
  ssi = { ssi: 12, industryTop: 88, networkTop: 91 };
  performance = {
    followersCount: 0,
    postViewsLast7Days: 0,
    profileViewsLast90Days: 0,
    searchAppearancesPreviousWeek: 0,
  };
  profileViews: readonly ProfileView[] = [];
  readonly executed: Executed[] = [];
  private readonly connected = new Map<Person, string>();
  private readonly sent = new Map<Person, string>();
  private readonly second = new Set<Person>();
  private readonly conversations = new Map<string, Conversation>();
  private readonly pages = new Set<Company>();
  readonly inbox = new Inbox();
  readonly network: Network;
  /** They invite the account once its network is followed. */
  private readonly admirers: Person[] = [];

  constructor(
    readonly self: Person,
    /** Makes ids differ between accounts. */
    readonly token: string,
    readonly now: () => Date,
    readonly scheduled = new ScheduledEvents('instant', now, token),
    /** Whether this person answers messages and accepts invitations. */
    readonly responds: (person: Person) => boolean = () => true,
  ) {
    this.network = new Network(token, now);
  }

  degree(person: Person): Degree | null {
    if (person === this.self) return null;
    if (this.connected.has(person)) return '1st';
    return this.second.has(person) ? '2nd' : '3rd+';
  }

  connectionStatus(person: Person): ConnectionStatus {
    if (this.connected.has(person)) return 'connected';
    if (this.sent.has(person)) return 'pending';
    return this.network.from(person) ? 'incoming' : 'notConnected';
  }

  connections() {
    return newestFirst(
      [...this.connected].map(([person, connectedAt]) => ({ person, connectedAt })),
      'connectedAt',
    );
  }

  invitations() {
    return newestFirst(
      [...this.sent].map(([person, sentAt]) => ({ person, sentAt })),
      'sentAt',
    );
  }

  /** Connects at once if the person has invited the account. */
  invite(person: Person): void {
    const theirs = this.network.from(person);
    if (theirs) return this.accept(theirs);
    const sentAt = this.time();
    this.sent.set(person, sentAt);
    if (!this.responds(person)) return;
    this.scheduled.schedule(() => {
      // Withdrawn meanwhile, perhaps sent again.
      if (this.sent.get(person) !== sentAt) return;
      this.connect(person);
      this.network.note('connectionAccepted', person);
    });
  }

  received(): readonly Invitation[] {
    return this.network.received();
  }

  accept(invitation: Invitation): void {
    this.network.answer(invitation);
    if (invitation.invitationType !== 'connect') return;
    this.connect(invitation.from);
    this.network.note('connectionAdded', invitation.from);
  }

  ignore(invitation: Invitation): void {
    this.network.answer(invitation);
  }

  followInbox(channel: Channel): void {
    this.inbox.follow(channel);
  }

  followNetwork(): void {
    this.network.followed = true;
    for (const person of this.admirers.splice(0)) {
      this.scheduled.schedule(() => this.receive(person, this.time()));
    }
  }

  withdraw(person: Person): void {
    this.sent.delete(person);
  }

  disconnect(person: Person): void {
    this.connected.delete(person);
    this.second.add(person);
  }

  canMessage(person: Person): boolean {
    return this.connected.has(person) || this.conversation(person, 'st') !== undefined;
  }

  message(person: Person, channel: Channel, text: string, subject?: string): void {
    this.say(person, channel, 'us', subject ? `${subject}\n\n${text}` : text, this.time());
    if (!this.responds(person)) return;
    const answer = answerTo(text, `${this.token} ${person.slug} ${text}`);
    this.scheduled.schedule(() => this.say(person, channel, 'them', answer, this.time()));
  }

  threadWith(person: Person, channel: Channel): string | undefined {
    return this.conversation(person, channel)?.threadId;
  }

  sync(person: Person, channel: Channel, days: number): string {
    const conversation = this.open(person, channel);
    conversation.syncUntil = new Date(this.now().getTime() + days * day).toISOString();
    return conversation.syncUntil;
  }

  reaction(post: Post): Reaction | null {
    return post.reactions.find(({ by }) => by === this.self)?.type ?? null;
  }

  react(post: Post, type: Reaction, as?: Company): void {
    (post as SandboxPost).react(as ?? this.self, type, this.time());
  }

  reactTo(comment: Comment, type: Reaction): void {
    if (!comment.reaction) comment.reactionsCount++;
    comment.reaction = type;
  }

  comment(post: Post, text: string, as?: Company): Comment {
    return (post as SandboxPost).comment(as ?? this.self, text, this.time());
  }

  reply(comment: Comment, text: string): Comment {
    return (comment.post as SandboxPost).comment(this.self, text, this.time(), comment);
  }

  administers(company: Company): boolean {
    return this.pages.has(company);
  }

  conversation(person: Person, channel: Channel): Conversation | undefined {
    return this.conversations.get(`${channel} ${person.slug}`);
  }

  /** The other person of a thread. */
  thread(threadId: string): Person | undefined {
    for (const conversation of this.conversations.values()) {
      if (conversation.threadId === threadId) return conversation.person;
    }
    return undefined;
  }

  /** Records an executed action; drops the oldest when there are very many. */
  record(actionType: string, success: boolean, time = this.time()): void {
    if (this.executed.length >= 50_000) this.executed.splice(0, 10_000);
    this.executed.push({ actionType, success, time });
  }

  connect(person: Person, connectedAt = this.time()): void {
    this.sent.delete(person);
    const theirs = this.network.from(person);
    if (theirs) this.network.answer(theirs);
    this.connected.set(person, connectedAt);
  }

  invited(person: Person, sentAt: string): void {
    this.sent.set(person, sentAt);
  }

  receive(from: Person, time: string, note: string | null = null): void {
    if (this.connectionStatus(from) === 'notConnected') {
      this.network.receive({ invitationType: 'connect', from, time, note });
    }
  }

  admiredBy(person: Person): void {
    this.admirers.push(person);
  }

  knowsOf(person: Person): void {
    this.second.add(person);
  }

  runs(page: Company): void {
    this.pages.add(page);
  }

  say(person: Person, channel: Channel, sender: Message['sender'], text: string, time: string): void {
    const { threadId, messages } = this.open(person, channel);
    const message = { id: `msg-${codeOf(`${threadId} ${messages.length}`, 22)}`, sender, text, time, threadId };
    messages.push(message);
    this.inbox.note(person, channel, message);
  }

  private open(person: Person, channel: Channel): Conversation {
    const key = `${channel} ${person.slug}`;
    let conversation = this.conversations.get(key);
    if (!conversation) {
      const threadId = `2-${codeOf(`${this.token} ${key} ${hashOf(key)}`, 26)}`;
      conversation = { person, channel, threadId, messages: [], syncUntil: null };
      this.conversations.set(key, conversation);
    }
    return conversation;
  }

  private time(): string {
    return this.now().toISOString();
  }
}

function newestFirst<T extends Record<K, string>, K extends string>(list: T[], by: K): T[] {
  return list.sort((a, b) => (a[by] < b[by] ? 1 : a[by] > b[by] ? -1 : 0));
}
