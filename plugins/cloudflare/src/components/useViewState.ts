import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What somebody chose to see, as texts; what was not chosen is empty. */
export interface ViewState {
  read(name: string): string;
  /** Changes several at once: two writes in a row would undo each other. */
  write(changes: Readonly<Record<string, string>>): void;
}

/** A view that can be shared and comes back on reload: it is kept in the URL's query. */
export function useUrlViewState(): ViewState {
  const [parameters, setParameters] = useSearchParams();
  // Each changes the parameters of its own rendering: who kept an older `write`
  // would undo what was chosen since.
  const latest = useRef(setParameters);
  useEffect(() => {
    latest.current = setParameters;
  });
  const write = useCallback(
    (changes: Readonly<Record<string, string>>) =>
      latest.current(
        before => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') {
              after.delete(name);
            } else {
              after.set(name, value);
            }
          }
          return after;
        },
        // One step back leaves the page, however often it was filtered.
        { replace: true },
      ),
    [],
  );
  return useMemo(
    () => ({ read: name => parameters.get(name) ?? '', write }),
    [parameters, write],
  );
}

/** A view of one of several parts of a page, which the URL does not tell. */
export function useLocalViewState(): ViewState {
  const [state, setState] = useState<Readonly<Record<string, string>>>({});
  return useMemo(
    () => ({
      read: name => state[name] ?? '',
      write: changes => setState(before => ({ ...before, ...changes })),
    }),
    [state],
  );
}
