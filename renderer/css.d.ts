/** Vite turns a style sheet's import into a <link>. */
declare module '*.css';
