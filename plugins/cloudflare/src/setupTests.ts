import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The views are loaded lazily, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(90_000);
