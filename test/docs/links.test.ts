import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { repoRoot } from '../support/repo-root';
import { anchors, exists, linkTargets, pages, read } from './markdown';

interface Link {
  page: string;
  target: string;
  /** From the root of the repository. */
  path: string;
  anchor: string | undefined;
}

const home = 'https://github.com/linkedapi-community/node-red/';

const links = pages.flatMap((page) =>
  linkTargets(read(page)).map((target): Link => {
    const [path = '', anchor] = target.split('#');
    return { page, target, path: path ? posix.join(posix.dirname(page), path) : page, anchor };
  }),
);
const inside = links.filter(({ target }) => !/^\w+:/.test(target));

describe('the pages', () => {
  it('are those of the root and of docs', () => {
    for (const page of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/architecture.md']) {
      assert.ok(pages.includes(page), page);
    }
  });

  it('link to files and images that exist', () => {
    assert.ok(inside.length > 50);
    assert.deepEqual(
      inside.filter(({ path }) => !exists(path)).map(({ page, target }) => `${page}: ${target}`),
      [],
    );
  });

  it('link to headings that exist', () => {
    const anchored = inside.filter(({ anchor }) => anchor !== undefined);
    assert.ok(anchored.length > 5);
    const dead = anchored.filter(
      ({ path, anchor = '' }) => !path.endsWith('.md') || !anchors(read(path)).includes(anchor),
    );
    assert.deepEqual(
      dead.map(({ page, target }) => `${page}: ${target}`),
      [],
    );
  });

  it('link to files of the repository by their path, so that a link never leaves the version it is in', () => {
    const files = links.filter(({ target }) => /^(?:blob|tree|raw)\//.test(target.replace(home, '')));
    assert.deepEqual(files, []);
    assert.deepEqual(
      links.filter(({ target }) => target.startsWith('http://') && !target.startsWith('http://127.0.0.1')),
      [],
    );
  });

  it('can all be reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) {
      for (const link of inside) if (link.page === page && link.path.endsWith('.md')) reached.add(link.path);
    }
    assert.deepEqual(
      pages.filter((page) => !reached.has(page)),
      [],
    );
  });

  it('show images with alternative text', () => {
    for (const page of pages) assert.doesNotMatch(read(page), /!\[\s*\]\(/, page);
  });
});

describe('the examples', () => {
  it('link to pages and headings that exist', () => {
    const folder = 'examples/recipes';
    const found = readdirSync(join(repoRoot, folder)).flatMap((name) => [
      ...read(`${folder}/${name}`).matchAll(/node-red\/blob\/main\/([\w./-]+\.md)(?:#([\w-]+))?/g),
    ]);
    assert.ok(found.length > 0);
    for (const [address, page, anchor] of found) {
      assert.ok(exists(page!) && (!anchor || anchors(read(page!)).includes(anchor)), address);
    }
  });
});

describe('README.md', () => {
  it('is short: 130 lines at most', () => {
    assert.ok(read('README.md').trimEnd().split('\n').length <= 130);
  });

  // npm resolves a relative link against the repository, but not one that leaves it.
  it('has links and images that npm can resolve', () => {
    for (const { page, target } of inside) {
      if (['README.md', 'CHANGELOG.md'].includes(page)) assert.doesNotMatch(target, /^(?:\/|\.\.)/, target);
    }
  });

  it('has one image, which shows a flow with results', () => {
    assert.equal([...read('README.md').matchAll(/!\[/g)].length, 1);
  });
});

describe('the reader of pages', () => {
  it('finds every form of link, and none in code', () => {
    const text = '[a](b.md) ![c](d.png) <https://e.example>\n`[f](g)`\n```\n[h](i)\n```\n\n[j]: k.md\n';
    assert.deepEqual(linkTargets(text), ['b.md', 'd.png', 'https://e.example', 'k.md']);
  });

  it('makes anchors as GitHub does', () => {
    const text = '# The `run` node\n## What’s new?\n## What’s new?\n```\n# no heading\n```\n### [A](b) – c_d\n';
    assert.deepEqual(anchors(text), ['the-run-node', 'whats-new', 'whats-new-1', 'a--c_d']);
  });
});
