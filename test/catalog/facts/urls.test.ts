import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUrl, normalUrl, urlForms, type UrlForm } from '../../../src/catalog/facts/urls';
import { translateToEnglish } from '../../../src/catalog/facts/sentences';
import { fieldProblem } from '../../../src/workflow/check/check-fields';
import { assertProperty } from '../../support/property';
import { goodUrls } from '../../support/flows/trees';

const forms = Object.keys(urlForms) as UrlForm[];
const ada = 'https://www.linkedin.com/in/ada';
const problem = (value: unknown, of: UrlForm = 'person') =>
  fieldProblem({ name: '', label: '', kind: 'url', of }, value, translateToEnglish);

const good = fc.oneof(...forms.map((form) => fc.constantFrom(...goodUrls[form]).map((url) => ({ form, url }))));
const around = [
  ...[' ', '\t', '\r\n', '\u00a0', '\u00ad', '\u200b', '\u200d', '\u200e', '\u2060', '\ufe0f', '\ufeff', '\u{e0001}'],
  ...['"', "'", '`', '“', '”', '„', '‚', '’', '«', '»', ',', ';', '<', '>'],
];
const opening = fc.array(fc.constantFrom(...around, '<b>', '<p class="x">', '<br/>'), { maxLength: 8 });
const closing = fc.array(fc.constantFrom(...around, '</b>', '</p>', '<br/>'), { maxLength: 8 });

describe('an address', () => {
  it('is the same whatever punctuation surrounds it, and a good address is unchanged', () =>
    assertProperty(
      fc.property(good, opening, closing, ({ form, url }, before, after) => {
        const copied = before.join('') + url + after.join('');
        assert.equal(normalUrl(copied, form), url);
        assert.equal(problem(copied, form), undefined);
        assert.equal(isUrl(copied, form), copied === url);
      }),
    ));

  it('that has been normalised stays the same', () => {
    const parts = fc.constantFrom(
      ...around,
      'www.',
      'linkedin.com/',
      'https://',
      '//',
      'comm/',
      'in/',
      'x',
      '<b>',
      '://',
    );
    return assertProperty(
      fc.property(
        fc.constantFrom(...forms),
        fc.array(fc.oneof(parts, fc.string({ unit: 'binary' }))),
        (form, texts) => {
          const once = normalUrl(texts.join(''), form);
          // Either it is refused with a reason, or the address sent is accepted unchanged.
          if (once === undefined) assert.ok(problem(texts.join(''), form));
          else assert.deepEqual([normalUrl(once, form), isUrl(once, form)], [once, true]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  const completed: [string, UrlForm, string][] = [
    ['www.linkedin.com/in/ada', 'person', ada],
    ['linkedin.com/in/ada', 'person', ada],
    ['//www.linkedin.com/in/ada', 'person', ada],
    ['de.linkedin.com/in/ada', 'person', 'https://de.linkedin.com/in/ada'],
    ['https://www.linkedin.com/comm/in/ada?trk=mail', 'person', `${ada}?trk=mail`],
    ['linkedin.com/comm/jobs/view/4300000001', 'job', 'https://www.linkedin.com/jobs/view/4300000001'],
    ["https://www.linkedin.com/company/mcdonald's", 'company', "https://www.linkedin.com/company/mcdonald's"],
    [`${ada}?referer=https://www.linkedin.com/feed/`, 'person', `${ada}?referer=https://www.linkedin.com/feed/`],
  ];
  for (const [value, form, sent] of completed) {
    it(`like ${value} is sent as ${sent}`, () => assert.equal(normalUrl(value, form), sent));
  }

  const sign = (name: string, place: number) => `has ${name} at place ${place}, which no address has; take it out`;
  const refused: [string, string, string][] = [
    ['an invisible character', 'https://\u200bwww.linkedin.com/in/ada', sign('a zero-width space (U+200B)', 9)],
    ['a place behind marks', ` “${ada}\u00a0b`, sign('a no-break space (U+00A0)', 34)],
    ['a space', 'linkedin.com/in/a da', sign('a space (U+0020)', 18)],
    ['the end of a line', `${ada}\r\nb`, sign('a carriage return (U+000D)', 32)],
    ['a mark without a name here', `${ada}\u200eb`, sign('an invisible character (U+200E)', 32)],
    ['a bracket', `${ada}<b>b`, sign('“<”', 32)],
    ['a quotation mark', `${ada}?x="b"`, sign('“"”', 35)],
    ['two lines', `${ada}\n${ada}`, 'holds several addresses; leave one'],
    ['two addresses', `${ada},${ada}`, 'holds several addresses; leave one'],
    ['two without a scheme', 'linkedin.com/in/a;linkedin.com/in/b', 'holds several addresses; leave one'],
    ['another after it', `${ada}, https://example.com`, 'holds several addresses; leave one'],
    ['a name', 'Ada Lovelace', 'must be an address like https://www.linkedin.com/in/…, not “Ada Lovelace”'],
    ['nothing but marks', ' \u200b ', 'must be an address like https://www.linkedin.com/in/…, not “ \u200b ”'],
    [
      'a link',
      `<a href="${ada}">Ada</a>`,
      `must be an address like ${urlForms.person.says}, not “<a href="${ada}">Ada</a>”`,
    ],
  ];
  for (const [what, value, says] of refused) {
    it(`with ${what} is refused with the reason`, () => {
      assert.equal(normalUrl(value, 'person'), undefined);
      assert.equal(problem(value), says);
    });
  }

  it('is read quickly, however long the text, and is refused if no server would accept it', () => {
    for (const part of [' ', '<b>', '<', '>', 'linkedin.com/', 'a "', '</b> ', 'https://']) {
      for (const length of [9_000, 1_000_000]) {
        const long = part.repeat(length / part.length);
        const started = performance.now();
        for (const value of [`${long}x`, ada + long, `${ada + long}x`]) normalUrl(value, 'person');
        assert.ok(performance.now() - started < 5000, `${length} characters of ${part}`);
      }
    }
    assert.equal(problem(`${ada}?x=${'x'.repeat(10_000)}`)?.slice(0, 23), 'must be an address like');
  });
});
