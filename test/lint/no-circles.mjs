import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * An ESLint rule that reports a file that imports itself by way of others. Types count: `import-x/no-cycle` passes over them,
 * but a reader who follows them goes round all the same.
 */
export const noCircles = {
  meta: { type: 'problem', messages: { circle: 'This file imports itself: {{way}}.' } },
  create(context) {
    return {
      Program(node) {
        const way = wayBack(context.filename, context.sourceCode.text);
        if (!way) return;
        const said = way.map((path) => relative(dirname(context.filename), path)).join(' → ');
        context.report({ node, messageId: 'circle', data: { way: said } });
      },
    };
  },
};

const importsOfFile = new Map();

function importsOf(path) {
  const known = importsOfFile.get(path) ?? importsIn(path, readFileSync(path, 'utf8'));
  importsOfFile.set(path, known);
  return known;
}

function importsIn(path, text) {
  return ts
    .preProcessFile(text)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .flatMap(({ fileName }) => fileAt(resolve(dirname(path), fileName)) ?? []);
}

function fileAt(path) {
  return [`${path}.ts`, `${path}/index.ts`, `${path}.d.ts`, path].find(
    (candidate) => existsSync(candidate) && /\.(?:ts|[cm]?js)$/.test(candidate) && statSync(candidate).isFile(),
  );
}

/** The files on a shortest way from a file back to itself, without the first; nothing when there is none. */
function wayBack(start, text) {
  const cameFrom = new Map();
  let edge = [start];
  while (edge.length > 0) {
    const next = [];
    for (const path of edge) {
      for (const target of path === start ? importsIn(start, text) : importsOf(path)) {
        if (target === start) return [...steps(cameFrom, path, start), start];
        if (!cameFrom.has(target)) {
          cameFrom.set(target, path);
          next.push(target);
        }
      }
    }
    edge = next;
  }
  return undefined;
}

function steps(cameFrom, last, start) {
  const found = [];
  for (let path = last; path !== start; path = cameFrom.get(path)) found.unshift(path);
  return found;
}
