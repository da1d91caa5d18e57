module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Tests start the plugin whose posture the module tells of.
    '@backstage/no-mixed-plugin-imports': [
      'error',
      { excludedFiles: ['**/__testUtils__/**'] },
    ],
  },
});
