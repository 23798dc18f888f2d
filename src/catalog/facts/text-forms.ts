/**
 * What texts look like that are no free text. Source: the vendor’s own clients, which name these kinds of URN. Others may be
 * taken by a newer service, so that only a text that is no URN of LinkedIn at all is wrong.
 */
interface TextForm {
  /** Any other text is wrong. */
  pattern: RegExp;
  /** Any other text is doubtful. */
  known?: RegExp;
  /** The key of the sentence about a wrong text. */
  sentence: 'key' | 'urn';
  examples: readonly string[];
}

const urnOf = (kinds: readonly string[], examples: readonly string[]): TextForm => ({
  pattern: /^urn:li:\w+:\S+$/i,
  known: new RegExp(`^urn:li:(${kinds.join('|')}):\\d+$`),
  sentence: 'urn',
  examples,
});

const member = 'urn:li:member:123456789';
const organization = 'urn:li:organization:1234567';

const forms = {
  /** Stands in a text as `@[key]`. */
  mentionKey: { pattern: /^[A-Za-z0-9_-]*$/, sentence: 'key', examples: ['maria'] },
  memberUrn: urnOf(['member'], [member]),
  organizationUrn: urnOf(['organization'], [organization]),
  memberOrOrganizationUrn: urnOf(['member', 'organization'], [member, organization]),
  postUrn: urnOf(['activity', 'share', 'ugcPost'], ['urn:li:activity:7300000000000000001']),
} satisfies Record<string, TextForm>;

export type TextFormName = keyof typeof forms;
export const textForms: Readonly<Record<TextFormName, TextForm>> = forms;
