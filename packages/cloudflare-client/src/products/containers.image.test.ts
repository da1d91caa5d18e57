import { parseImage } from './containers.image';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('a reference to an image', () => {
  it.each([
    ['redis', undefined, 'redis', undefined, undefined],
    ['redis:7', undefined, 'redis', '7', undefined],
    ['acme/app', undefined, 'acme/app', undefined, undefined],
    ['docker.io/acme/app:v1', 'docker.io', 'acme/app', 'v1', undefined],
    ['localhost/app', 'localhost', 'app', undefined, undefined],
    ['host:5000/app', 'host:5000', 'app', undefined, undefined],
    ['host:5000/a/b:1.2_x-y', 'host:5000', 'a/b', '1.2_x-y', undefined],
    [`r.example/app@${digest}`, 'r.example', 'app', undefined, digest],
    [`r.example:1/app:2@${digest}`, 'r.example:1', 'app', '2', digest],
    ['[::1]:5000/app:2', '[::1]:5000', 'app', '2', undefined],
  ])('%s', (reference, registry, path, tag, found) => {
    expect(parseImage(reference)).toEqual({
      reference,
      registry,
      path,
      tag,
      digest: found,
    });
  });

  it.each([
    '',
    'user:password@r.example/app:1',
    'https://r.example/app',
    'r.example/app?token=secret',
    'r.example//app',
    'app:',
    'app@sha256:short',
    'a b',
    `r.example/${'a'.repeat(600)}`,
  ])('is not %j', reference => {
    expect(parseImage(reference)).toBeUndefined();
  });
});
