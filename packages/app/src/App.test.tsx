import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('offers a user of each group', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as any,
    };

    render(App.createRoot());

    for (const group of ['security', 'platform', 'engineering', 'readers']) {
      expect(
        await screen.findByRole('button', { name: `Sign in as ${group}` }),
      ).toBeInTheDocument();
    }
  });
});
