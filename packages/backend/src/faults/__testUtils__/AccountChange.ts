import {
  SimulatedPart,
  SimulatedProductId,
  Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { EntityStates } from './EntityStates';

const PREFIX = 'faults-';

/** What of the account can be added to and removed again. */
const changeable: readonly SimulatedPart[] = [
  'workers',
  'pages',
  'queues',
  'kv',
  'd1',
  'r2',
  'aiGateway',
  'vectorize',
  'hyperdrive',
];

/** A resource at a time that the account has beside its own. */
export class AccountChange {
  private current?: { part: SimulatedPart; name: string };
  private count = 0;

  constructor(private readonly account: Simulator['account']) {}

  /** Replaces the resource by one of the first of these parts that can have one. */
  make(parts: readonly SimulatedPart[]): void {
    const part = parts.find(each => changeable.includes(each));
    if (!part) {
      return;
    }
    if (this.current) {
      this.remove(this.current);
    }
    this.current = { part, name: `${PREFIX}${++this.count}` };
    this.add(this.current);
  }

  /** In what these entities are not those of the account, of which some are its own. */
  differences(entities: EntityStates, own: EntityStates): string[] {
    const isNew = (name: string) =>
      this.current !== undefined && name.endsWith(this.current.name);
    const others = [...entities.keys()].filter(name => !own.has(name));
    return [
      ...[...own].flatMap(([name, state]) => {
        const found = entities.get(name);
        return found === state ? [] : [`${name} is ${found}, not ${state}`];
      }),
      ...others.filter(name => !isNew(name)).map(name => `${name} is there`),
      ...(this.current && !others.some(isNew)
        ? [`${this.current.name} is not there`]
        : []),
    ];
  }

  private add({ part, name }: { part: SimulatedPart; name: string }): void {
    switch (part) {
      case 'workers':
        this.account.addWorker(name);
        break;
      case 'pages':
        this.account.addPagesProject(name);
        break;
      default:
        this.account.addResource(part as SimulatedProductId, name);
    }
  }

  private remove({ part, name }: { part: SimulatedPart; name: string }): void {
    switch (part) {
      case 'workers':
        this.account.removeWorker(name);
        break;
      case 'pages':
        this.account.removePagesProject(name);
        break;
      default:
        this.account.removeResource(part as SimulatedProductId, name);
    }
  }
}
