import { useState } from 'react';
import { ErrorPanel, ProxiedSignInPage } from '@backstage/core-components';
import { SignInPageProps } from '@backstage/plugin-app-react';
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Container,
  Flex,
  Grid,
  Text,
} from '@backstage/ui';

// A reload keeps the user, a new tab asks again.
const STORAGE_KEY = 'cloudflare-demo-user';

const USERS = [
  {
    name: 'sam',
    group: 'security',
    sees: 'Everything, with personal and sensitive fields unmasked.',
  },
  {
    name: 'pat',
    group: 'platform',
    sees: 'Every product with sensitive fields, people as pseudonyms. May start a sync.',
  },
  {
    name: 'eve',
    group: 'engineering',
    sees: 'Every product but Zero Trust and Secrets Store, masked.',
  },
  {
    name: 'rio',
    group: 'readers',
    sees: 'The same as engineering, for people who only look.',
  },
  {
    name: 'noa',
    group: 'no group',
    sees: 'The catalog alone, without Zero Trust and Secrets Store.',
  },
];

const SignInFailed = (props: { error?: Error; onBack: () => void }) => {
  const { error, onBack } = props;

  return (
    <Container>
      <Flex direction="column" gap="4" pt="8">
        <ErrorPanel
          title="The sign-in failed"
          error={error ?? new Error('No reason was given')}
        />
        <Text as="p">
          Right after the start the catalog may not hold the demo&apos;s users
          yet: try again in a few seconds.
        </Text>
        <Flex>
          <Button onPress={onBack}>Choose a user</Button>
        </Flex>
      </Flex>
    </Container>
  );
};

/** Offers one user of each group of the permission policy, and one of none. */
export const DemoSignInPage = (props: SignInPageProps) => {
  const [user, setUser] = useState(
    () => sessionStorage.getItem(STORAGE_KEY) ?? undefined,
  );

  const choose = (name: string) => {
    sessionStorage.setItem(STORAGE_KEY, name);
    setUser(name);
  };

  if (user !== undefined) {
    return (
      <ProxiedSignInPage
        {...props}
        provider="demo"
        headers={{ 'x-demo-user': user }}
        ErrorComponent={({ error }) => (
          <SignInFailed
            error={error}
            onBack={() => {
              sessionStorage.removeItem(STORAGE_KEY);
              setUser(undefined);
            }}
          />
        )}
      />
    );
  }

  return (
    <Container>
      <Flex direction="column" gap="4" pt="8">
        <Text as="h1" variant="title-large">
          Cloudflare for Backstage
        </Text>
        <Text as="p" variant="body-large" color="secondary">
          A demo over a simulated Cloudflare account. Choose who you are: the
          permission policy decides what you see.
        </Text>
        <Grid.Root columns={{ initial: '1', sm: '2', lg: '4' }} gap="4">
          {USERS.map(({ name, group, sees }) => (
            <Card key={name}>
              <CardHeader>
                <Text as="h2" variant="title-small">
                  {group}
                </Text>
              </CardHeader>
              <CardBody>
                <Text as="p">{sees}</Text>
              </CardBody>
              <CardFooter>
                <Button
                  onPress={() => choose(name)}
                  aria-label={`Sign in as ${group}`}
                >
                  Sign in
                </Button>
              </CardFooter>
            </Card>
          ))}
        </Grid.Root>
      </Flex>
    </Container>
  );
};
