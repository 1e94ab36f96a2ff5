import './styles/index.css';

/** A page that is not shown yet may never be painted, and is to be there all the same. */
const PATIENCE_MS = 300;

// Reading the program takes as long as all that came before it: what stands in index.html is painted first.
const patience = setTimeout(run, PATIENCE_MS);
const painted = new PerformanceObserver(run);
painted.observe({ type: 'paint', buffered: true });

function run(): void {
  clearTimeout(patience);
  painted.disconnect();
  void import('./main.tsx');
}
