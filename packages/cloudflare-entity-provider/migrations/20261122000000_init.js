// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cloudflare_sync_resources', table => {
    table.comment('What is known of each Cloudflare resource between syncs');
    table.text('account').notNullable().comment('Key of the account');
    table.text('product').notNullable().comment("Product id, or 'account'");
    table.text('native_id').notNullable();
    table.text('qualified_name').notNullable();
    table.text('item').comment('As last listed, JSON, where it is needed');
    table.text('tags').notNullable().comment('From resource tagging, JSON');
    table.integer('mapper_version').notNullable();
    table.text('change_token').comment('As last listed');
    table.text('entity_name').comment('Absent: kept out of the catalog');
    table.text('entity_hash').comment('Of the entity as last applied');
    table.text('detail').comment('JSON; absent: not read yet');
    table.integer('detail_version');
    table.text('detail_token').comment('Change token that detail was read at');
    table.text('detail_read_at');
    table.integer('detail_failures').notNullable().defaultTo(0);
    table
      .integer('missing_runs')
      .notNullable()
      .defaultTo(0)
      .comment('Complete listings in a row that did not have it');
    table.primary(['account', 'product', 'native_id']);
  });

  await knex.schema.createTable('cloudflare_sync_products', table => {
    table.comment('The last report on each product of an account');
    table.text('account').notNullable();
    table.text('product').notNullable();
    table.text('last_complete_at').comment('End of the last complete listing');
    table.text('report').notNullable().comment('JSON');
    table.primary(['account', 'product']);
  });

  await knex.schema.createTable('cloudflare_sync_runs', table => {
    table.comment('The last runs of each account');
    table.text('account').notNullable();
    table.integer('run').notNullable();
    table.text('started_at').notNullable();
    table.text('finished_at');
    table.text('outcome').notNullable();
    table.integer('requests');
    table.text('products').notNullable().comment('JSON');
    table.primary(['account', 'run']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cloudflare_sync_runs');
  await knex.schema.dropTable('cloudflare_sync_products');
  await knex.schema.dropTable('cloudflare_sync_resources');
};
