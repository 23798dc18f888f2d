import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../support/repo-root';

/** The pages for readers, as paths from the root of the repository. */
export const pages = [
  ...readdirSync(repoRoot).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(repoRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

export const read = (path: string): string => readFileSync(join(repoRoot, path), 'utf8');

export const exists = (path: string): boolean => existsSync(join(repoRoot, path));

/** A page without its blocks of code. */
const prose = (text: string): string => text.replace(/^```.*?^```$/gms, '');

/** The texts between backticks, outside blocks of code. */
export const codeSpans = (text: string): string[] => [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);

/** The targets of links and images, whether inline, in angle brackets or defined at the end of the page. */
export function linkTargets(text: string): string[] {
  const words = prose(text).replace(/`[^`\n]+`/g, '');
  const forms = [/\]\(([^)\s]+)\)/g, /<((?:https?|mailto):[^>\s]+)>/g, /^\[[^\]]+\]: (\S+)$/gm];
  return forms.flatMap((form) => [...words.matchAll(form)].map(([, target]) => target!));
}

/** The anchors that GitHub and npm make from the headings of a page. */
export function anchors(text: string): string[] {
  const seen = new Map<string, number>();
  return [...prose(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => {
    const plain = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{Letter}\p{Number}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** The rows of the tables below a heading as lists of cells, without table headings. */
export function rowsBelow(text: string, heading: string): string[][] {
  const [, section = ''] = text.split(`\n${heading}\n`);
  const own = section.split(/\n#{1,6} /)[0]!;
  const rows = own.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
