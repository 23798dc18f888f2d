import { operations } from '../../catalog';
import { routes } from './routes';
import { isSupportedOperation } from '../workspace';

/** All endpoints of the sandbox, such as `GET /account` and `POST /admin/limits.get`. */
export function supportedEndpoints(): Set<string> {
  return new Set([
    ...Object.entries(routes).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`)),
    ...Object.keys(operations)
      .filter(isSupportedOperation)
      .map((name) => `POST /admin/${name}`),
  ]);
}
