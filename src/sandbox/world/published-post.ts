import type { Company, Draft, Person, Post } from '../../catalog';
import type { Population } from './population';
import { SandboxPost } from './posts';
import type { PostRow } from './world-data';

const firstId = 7_600_000_000_000_000_000n;

/** A post that an account has published since the sandbox started. */
export class PublishedPost extends SandboxPost {
  override readonly time: string;
  private readonly draft: Draft;

  constructor(draft: Draft, serial: number, population: Population) {
    super(rowOf(draft, serial, population), serial, population);
    this.draft = draft;
    this.time = draft.time;
    this.changed = true;
  }

  private get passedOn(): Post | undefined {
    return this.draft.passedOn;
  }

  override get text(): string {
    return (this.passedOn ?? this.draft).text ?? '';
  }

  override get repostText(): string | null {
    return this.passedOn ? this.draft.text : null;
  }

  override get hashtags(): string[] {
    return this.passedOn?.hashtags ?? [...this.text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag]) => tag!);
  }

  override get mentions(): string[] {
    return [...(this.passedOn?.mentions ?? []), ...this.draft.mentions];
  }

  override get externalLinks(): string[] {
    return this.passedOn?.externalLinks ?? this.text.match(/https?:\/\/(?!\S*linkedin\.com)\S+/g) ?? [];
  }

  override get images(): string[] | null {
    return this.passedOn ? this.passedOn.images : this.attached('image');
  }

  override get documentSlides(): string[] {
    return this.passedOn?.documentSlides ?? this.attached('document').map((address) => `${address}/slide-1.jpg`);
  }

  override get hasVideo(): boolean {
    return this.passedOn?.hasVideo ?? this.attached('video').length > 0;
  }

  private attached(type: string): string[] {
    return this.draft.attachments.filter((one) => one.type === type).map(({ url }) => url);
  }
}

function rowOf({ by, passedOn }: Draft, serial: number, { people, companies }: Population): PostRow {
  const id = String(firstId + BigInt(serial) * 1_000_003n);
  const codeOf = (actor: Person | Company) =>
    actor.kind === 'person' ? people.indexOf(actor) : people.length + companies.indexOf(actor);
  const row: PostRow = [`${by.slug}_activity-${id}`, codeOf(passedOn?.author ?? by), 0, [], [], [], 0, 0, [], [], id];
  if (passedOn) row.push([codeOf(by), -1]);
  return row;
}
