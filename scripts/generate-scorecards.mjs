// Writes what is made from the checks of the scorecards: the configuration of
// Tech Insights, and the tables of the documentation. `npm run scorecards`;
// with `--check` it only fails when one of them is not as it would be written.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const techInsightsModule = path.join(
  root,
  'plugins/tech-insights-backend-module-cloudflare',
);
const require = createRequire(path.join(techInsightsModule, 'package.json'));

// Lets Node.js read the TypeScript source of the workspace's packages.
require('@backstage/cli/config/nodeTransform.cjs');

const prettier = require('prettier');
const { stringify } = require('yaml');
const common = require('@cloudflare-backstage/plugin-cloudflare-common');

const names = require(path.join(techInsightsModule, 'src/names.ts'));

const { products, scorecards } = common;
const { passedStates, retrieverIdOf, stateFactOf, techInsightsCheckIdOf } =
  names;

const BEGIN = '<!-- From the checks, by `npm run scorecards`. -->';
const END = '<!-- End of what is from the checks. -->';

const allScorecards = Object.values(scorecards);
const checksOf = scorecard => Object.values(scorecard.checks);

function factRetrievers() {
  return Object.fromEntries(
    allScorecards.map(({ id }) => [
      retrieverIdOf(id),
      {
        cadence: '0 * * * *',
        timeout: { minutes: 5 },
        lifecycle: { timeToLive: { days: 180 } },
      },
    ]),
  );
}

function techInsightsCheck(scorecard, check) {
  return {
    type: 'json-rules-engine',
    name: check.title,
    description: literal(`${check.proves}\n\n${check.remediation}`),
    factIds: [retrieverIdOf(scorecard.id)],
    rule: {
      conditions: {
        all: [
          { fact: stateFactOf(check), operator: 'in', value: passedStates },
        ],
      },
    },
    metadata: {
      check: check.id,
      scorecard: scorecard.title,
      severity: check.severity,
      kind: check.kind,
      criteria: check.criteria,
    },
  };
}

/** Text in which the configuration substitutes nothing. */
function literal(text) {
  return text.replaceAll('${', '$${');
}

function techInsightsConfig() {
  const config = {
    techInsights: {
      factRetrievers: factRetrievers(),
      factChecker: {
        checks: Object.fromEntries(
          allScorecards.flatMap(scorecard =>
            checksOf(scorecard).map(check => [
              techInsightsCheckIdOf(check),
              techInsightsCheck(scorecard, check),
            ]),
          ),
        ),
      },
    },
  };
  return `# The scorecards of Cloudflare in Tech Insights: retrievers and checks. Add this
# file with \`--config\`, beside those of your app; see docs/scorecards.md.
# Written by \`npm run scorecards\`.
${stringify(config, { aliasDuplicateObjects: false })}`;
}

function subjectsOf({ subjects }) {
  return subjects
    .map(subject => {
      switch (subject) {
        case 'account':
          return 'the account';
        case 'component':
          return 'Components';
        default:
          return products[subject].title;
      }
    })
    .join(', ');
}

function thresholdsOf({ thresholds }) {
  return Object.entries(thresholds)
    .map(([name, { default: value, unit }]) =>
      [`\`${name}\``, value.toLocaleString('en'), unit].join(' ').trim(),
    )
    .join(', ');
}

function scorecardInDocs(scorecard) {
  const rows = checksOf(scorecard).map(check => [
    `\`${check.id}\``,
    check.title,
    subjectsOf(check),
    check.severity,
    check.kind,
    check.criteria.join(', '),
    thresholdsOf(check),
  ]);
  const lines = [
    ['Check', 'Expects', 'Of', 'Severity', 'Kind', 'Criteria', 'Thresholds'],
    Array(7).fill('---'),
    ...rows,
  ].map(cells => `| ${cells.join(' | ')} |`);
  const proofs = checksOf(scorecard).map(
    check => `- \`${check.id}\`: ${check.proves}`,
  );
  return `### ${scorecard.title}

${scorecard.description}

${lines.join('\n')}

What a pass proves:

${proofs.join('\n')}
`;
}

function docs(current) {
  const begin = current.indexOf(BEGIN);
  const end = current.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`docs/scorecards.md has to have '${BEGIN}' and '${END}'`);
  }
  const made = allScorecards.map(scorecardInDocs).join('\n');
  return `${current.slice(0, begin)}${BEGIN}\n\n${made}\n${current.slice(end)}`;
}

const files = [
  {
    file: path.join(techInsightsModule, 'config/tech-insights.yaml'),
    parser: 'yaml',
    make: techInsightsConfig,
  },
  {
    file: path.join(root, 'docs/scorecards.md'),
    parser: 'markdown',
    make: docs,
  },
];

const isCheck = process.argv.includes('--check');
for (const { file, parser, make } of files) {
  const current = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const options = await prettier.resolveConfig(file);
  const made = await prettier.format(make(current), { ...options, parser });
  if (made !== current && isCheck) {
    console.error(
      `${path.relative(
        root,
        file,
      )} is not what the checks make: run \`npm run scorecards\`.`,
    );
    process.exitCode = 1;
  } else if (made !== current) {
    fs.writeFileSync(file, made);
    console.log(`Wrote ${path.relative(root, file)}`);
  }
}
