import { SourceContext } from '../PostureSources';

/** How a source reads, so that the ray ids of its requests are known after. */
export function recordedReading({ reading }: Pick<SourceContext, 'reading'>): {
  reading: SourceContext['reading'];
  rayIds: string[];
} {
  const rayIds: string[] = [];
  return {
    reading: {
      ...reading,
      record: request => {
        reading.record?.(request);
        if (request.rayId !== undefined) {
          rayIds.push(request.rayId);
        }
      },
    },
    rayIds,
  };
}
