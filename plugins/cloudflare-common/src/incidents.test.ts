import { incidentTemplateProblem, incidentUrl } from './incidents';

describe('incidentUrl', () => {
  it('puts the id into the template, encoded', () => {
    expect(
      incidentUrl('https://tickets.example.com/search?q={id}', 'a&b=c d'),
    ).toBe('https://tickets.example.com/search?q=a%26b%3Dc%20d');
  });

  it.each([
    ['https://tickets.example.com/search', /\{id\}/],
    ['http://tickets.example.com/?q={id}', /https/],
    ['data:text/html,{id}', /https/],
    ['/search?q={id}', /https/],
    ['https://{id}.example.com/', /host/],
  ])('refuses %s', (template, reason) => {
    expect(incidentTemplateProblem(template)).toMatch(reason);
    expect(incidentUrl(template, 'x')).toBeUndefined();
  });
});
