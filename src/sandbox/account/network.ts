import type { Invitation, Person } from '../../catalog';
import { codeOf } from '../random';

export const networkEvents = ['connectionAccepted', 'connectionAdded', 'connectionRequestReceived'] as const;
type NetworkEvent = (typeof networkEvents)[number];

interface Entry {
  id: string;
  type: NetworkEvent;
  person: Person;
  detectedAt: string;
}

const mostKept = 5_000;

/** The events for `/network/poll` since the network was first synced, and received invitations without an answer. */
export class Network {
  followed = false;
  private readonly kept: Entry[] = [];
  private readonly open = new Set<Invitation>();
  private noted = 0;

  constructor(
    readonly token: string,
    readonly now: () => Date,
  ) {}

  note(type: NetworkEvent, person: Person): void {
    if (!this.followed) return;
    const id = `net-${codeOf(`${this.token} ${this.noted++} ${type} ${person.slug}`, 22)}`;
    this.kept.push({ id, type, person, detectedAt: this.now().toISOString() });
    if (this.kept.length > mostKept) this.kept.shift();
  }

  /** Newest first. */
  entries(): Entry[] {
    return [...this.kept].reverse();
  }

  receive(invitation: Invitation): void {
    this.open.add(invitation);
    if (invitation.invitationType === 'connect') this.note('connectionRequestReceived', invitation.from);
  }

  /** Newest first. */
  received(): Invitation[] {
    return [...this.open].sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
  }

  /** The person's open invitation to connect. */
  from(person: Person): Invitation | undefined {
    return [...this.open].find(({ invitationType, from }) => invitationType === 'connect' && from === person);
  }

  answer(invitation: Invitation): void {
    this.open.delete(invitation);
  }
}
