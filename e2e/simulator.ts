/** A fault as the simulator's control API takes it. */
export interface Fault {
  /** `GET` and a path template, such as `GET /accounts/{account}/workers/scripts`. */
  operation?: string;
  /** An expression in place of a name, tried on the real path. */
  operationPattern?: string;
  fault: { type: string; status?: number; body?: unknown };
}

/** Makes the simulated Cloudflare account behave in another way, over HTTP. */
export class Simulator {
  private readonly refused = new Set<string>();

  constructor(private readonly controlUrl: string) {}

  async delay(ms: number) {
    await this.send('latency', { ms });
  }

  async break(fault: Fault) {
    await this.send('faults', fault);
  }

  /** Refuses to every token what takes these permission groups. */
  async refuse(...groups: string[]) {
    groups.forEach(group => this.refused.add(group));
    await this.send('permissions', { refuse: groups });
  }

  /** Undoes everything. */
  async reset() {
    await this.send('clear-faults', {});
    await this.send('latency', { ms: 0 });
    await this.send('permissions', { grant: [...this.refused] });
    this.refused.clear();
  }

  private async send(command: string, body: object) {
    const response = await fetch(`${this.controlUrl}/${command}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(
        `The simulator refused '${command}': ${await response.text()}`,
      );
    }
  }
}
