/** Such as 2026-11-22. */
const DAY_LENGTH = 10;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('retention_days', table => {
    table.comment('UTC days on which a backend ran, by which ages are counted');
    table.string('day', DAY_LENGTH).primary();
  });
  // Else what is there already would be kept for as long again.
  await knex.raw(
    `insert into retention_days (day)
     select day from posture_evaluations where day is not null
     union
     select substr(collected_at, 1, ${DAY_LENGTH}) from evidence_bundles
     where collected_at is not null`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('retention_days');
};
