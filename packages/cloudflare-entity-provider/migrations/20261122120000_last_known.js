// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cloudflare_sync_resources', table => {
    table
      .text('last_known')
      .comment('What a run may not be able to tell of the entity, JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('cloudflare_sync_resources', table => {
    table.dropColumn('last_known');
  });
};
