import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../../auth/authenticate.ts';

export function toCredentials({ headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): Credentials {
  const apiKey = headers['x-api-key'];
  return {
    authorization: headers.authorization,
    apiKey: typeof apiKey === 'string' ? apiKey : undefined,
    address: ip,
  };
}
