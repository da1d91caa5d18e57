/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('evidence_jobs', table => {
    table
      .integer('takeovers')
      .notNullable()
      .defaultTo(0)
      .comment('How often the process that ran it died');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('evidence_jobs', table => {
    table.dropColumn('takeovers');
  });
};
