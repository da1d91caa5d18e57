import type { Reply } from './Route';

/** An answer of the API that is an error; thrown by routes, sent as an envelope. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'ApiFailure';
    this.status = status;
    this.code = code;
  }
}

export function succeeded(result: unknown, resultInfo?: object): Reply {
  return {
    status: 200,
    body: {
      success: true,
      errors: [],
      messages: [],
      result,
      ...(resultInfo && { result_info: resultInfo }),
    },
  };
}

export function failed(status: number, code: number, message: string): Reply {
  return {
    status,
    body: {
      success: false,
      errors: [{ code, message }],
      messages: [],
      result: null,
    },
  };
}

/** Authentication is refused in three ways, told apart by code. */
export const missingCredentials = () =>
  new ApiFailure(400, 9106, 'Authentication failed (status: 400)');
export const invalidToken = () =>
  new ApiFailure(401, 1000, 'Invalid API Token');
export const permissionRefused = () =>
  new ApiFailure(403, 10000, 'Authentication error');

export const unroutable = (path: string) =>
  new ApiFailure(
    404,
    7003,
    `Could not route to ${path}, perhaps your object identifier is invalid?`,
  );
export const unknownRoute = () =>
  new ApiFailure(404, 7000, 'No route for that URI');
export const methodNotAllowed = () =>
  new ApiFailure(
    405,
    10405,
    'Method not allowed for this authentication scheme',
  );
