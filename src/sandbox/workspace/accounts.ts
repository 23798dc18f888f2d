import { Refusal } from '../failures';
import { codeOf } from '../random';
import type { ServedAccount, servedAccounts } from '../engine/accounts';

type Tenants = ReturnType<typeof servedAccounts>;

const stages = ['pending', 'preparing', 'serving', 'streaming', 'success'] as const;

interface Session {
  sessionId: string;
  status: (typeof stages)[number] | 'cancelled';
  type: 'connection' | 'reconnection';
  /** Whom to reconnect. */
  accountId?: string;
}

interface Member {
  id: string;
  token: string;
  connectedAt: string;
}

/** These accounts are listed from the start, others once they have been used. */
const founders = ['sandbox', 'core', 'empty', 'signed-out'];

/**
 * The accounts of the workspace and their connection sessions (https://linkedapi.io/docs/admin-accounts). A session takes
 * one step each time it is read.
 */
export class Accounts {
  seats = [
    { seatType: 'plus', quantity: 4, billingPeriod: 'month' },
    { seatType: 'core', quantity: 1, billingPeriod: 'month' },
  ];
  private readonly members = new Map<string, Member>();
  private readonly sessions = new Map<string, Session>();
  private made = 0;

  constructor(
    readonly known: Tenants,
    readonly now: () => Date,
  ) {}

  all() {
    const running = [...this.sessions.values()].filter((one) => this.isUnderWay(one));
    return {
      accounts: this.current().map((member) => this.shown(member)),
      pendingConnectionSessions: running.map(({ sessionId, status }) => ({ sessionId, status })),
    };
  }

  tenant(accountId: string): ServedAccount {
    return this.known.get(this.member(accountId).token)!;
  }

  connect() {
    const paid = this.seats.reduce((sum, { quantity }) => sum + quantity, 0);
    const waiting = [...this.sessions.values()].filter((one) => one.type === 'connection' && this.isUnderWay(one));
    if (this.seated() + waiting.length >= paid) {
      throw new Refusal('noAvailableSeats', 'Every seat is taken. Buy one, or disconnect an account.');
    }
    const { sessionId } = this.begin({ type: 'connection' });
    return { sessionId, connectionLink: linkTo(sessionId) };
  }

  reconnect(accountId: string) {
    this.member(accountId);
    const { sessionId } = this.reconnection(accountId);
    return { reconnectionSessionId: sessionId, reconnectionLink: linkTo(sessionId) };
  }

  session(sessionId: string) {
    const session = this.findSession(sessionId);
    const { status, type } = session;
    if (this.isUnderWay(session)) {
      session.status = stages[stages.indexOf(session.status as 'pending') + 1]!;
      if (session.status === 'success') this.finish(session);
    }
    return { session: { sessionId, status, type } };
  }

  cancel(sessionId: string): void {
    const session = this.findSession(sessionId);
    if (this.isUnderWay(session)) session.status = 'cancelled';
  }

  regenerate(accountId: string) {
    const member = this.member(accountId);
    const token = this.newToken();
    this.known.rename(member.token, token);
    this.members.delete(member.token);
    this.members.set(token, { ...member, token });
    return { token };
  }

  disconnect(accountId: string): void {
    const { token } = this.member(accountId);
    this.known.remove(token);
    this.members.delete(token);
  }

  private finish({ type, accountId }: Session): void {
    if (type === 'connection') {
      const token = this.newToken();
      this.known.add(token);
      this.join(token, this.now());
    } else if (accountId !== undefined) {
      const tenant = this.tenant(accountId);
      const { refuses: _, ...behaviour } = tenant.behaviour;
      tenant.behaviour = behaviour;
    }
  }

  private shown({ id, token, connectedAt }: Member): object {
    const tenant = this.known.get(token)!;
    const { firstName, lastName, slug, headline, avatarUrl, countryCode } = tenant.account.self;
    const signedOut = tenant.behaviour.refuses?.type === 'linkedinAccountSignedOut';
    const session = signedOut ? this.reconnection(id) : undefined;
    return {
      ...{ id, name: `${firstName} ${lastName}`, url: `https://www.linkedin.com/in/${slug}`, avatarUrl, headline },
      ...{
        countryCode,
        identificationToken: token,
        status: signedOut ? 'reconnection_required' : 'active',
        connectedAt,
      },
      ...(session ? { reconnectionSessionId: session.sessionId, reconnectionLink: linkTo(session.sessionId) } : {}),
    };
  }

  /** The session in progress, or a new one. */
  private reconnection(accountId: string): Session {
    const found = [...this.sessions.values()].find((one) => one.accountId === accountId && this.isUnderWay(one));
    return found ?? this.begin({ type: 'reconnection', accountId });
  }

  private begin(what: Pick<Session, 'type' | 'accountId'>): Session {
    const session: Session = { sessionId: `cs-${this.code()}`, status: 'pending', ...what };
    this.sessions.set(session.sessionId, session);
    return session;
  }

  private isUnderWay({ status }: Session): boolean {
    return status !== 'success' && status !== 'cancelled';
  }

  private findSession(sessionId: string): Session {
    const session = this.sessions.get(sessionId);
    if (!session) throw new Refusal('sessionNotFound', 'There is no such connection session.', 404);
    return session;
  }

  private current(): Member[] {
    const start = new Date(this.now().getTime() - 200 * 24 * 60 * 60_000);
    for (const token of [...founders, ...this.known.tokens()]) {
      if (this.known.get(token) && !this.members.has(token)) this.join(token, start);
    }
    return [...this.members.values()];
  }

  /** Accounts for trying out errors take no seat. */
  private seated(): number {
    return this.current().filter(({ token }) => founders.includes(token) || token.startsWith('idt-')).length;
  }

  private join(token: string, since: Date): void {
    this.members.set(token, { id: `acc-${this.code()}`, token, connectedAt: since.toISOString() });
  }

  private member(accountId: string): Member {
    const member = this.current().find(({ id }) => id === accountId);
    if (!member) throw new Refusal('accountNotFound', 'The workspace has no such account.', 401);
    return member;
  }

  private newToken(): string {
    return `idt-${this.code()}`;
  }

  private code(): string {
    return codeOf(`workspace ${++this.made}`, 18);
  }
}

const linkTo = (sessionId: string) => `https://connect.linkedapi.example/${sessionId}`;
