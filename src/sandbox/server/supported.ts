import { operations } from '../../catalog';
import { routes } from './routes';
import { plays } from '../workspace';

/** What the sandbox answers, as `GET /account` and `POST /admin/limits.get`. */
export function played(): Set<string> {
  return new Set([
    ...Object.entries(routes).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`)),
    ...Object.keys(operations)
      .filter(plays)
      .map((name) => `POST /admin/${name}`),
  ]);
}
