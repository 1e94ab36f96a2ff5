import { termsOf } from './terms.ts';

/** The subjects that a word is about; none for most words. */
export function subjectsOf(term: string): readonly string[] {
  return subjects.get(term) ?? [];
}

/**
 * Words that people use for the same subject, a line each, written from everyday experience with issue trackers: first
 * what can stand for one another, then the vocabulary of a whole area.
 */
const related = `
  abort assert assertion bail crash die fatal ice panic sigabrt unexpected
  bus coredump corrupt corruption crash segfault sigill
  dealloc deallocate free leak reclaim release valgrind
  bloat exhaust footprint memory oom ram
  deadlock endless forever freeze hang infinite livelock lockup stall stuck unresponsive
  exponential fast inefficient latency optimize performance quadratic regression slow sluggish speed throughput
  book docs docstring documentation documented guide manual readme reference tutorial undocumented
  anchor href hyperlink link redirect url
  404 broken dead missing unreachable
  diagnostic error message report warning
  bad confusing cryptic misleading obscure poor strange unclear unhelpful weird
  help hint note recommend suggest suggestion
  lint warn warning
  misspell misspelled spelling typo wording
  bench benchmark spec suite test testing unittest
  delete drop eliminate erase kill purge remove rid strip
  deprecate legacy obsolete outdated stale
  migrate move relocate rename
  add allow enable implement introduce provide support
  ban deny disallow forbid forbidden illegal invalid prohibit refuse reject
  accept allow legal permit valid
  contradict differ differently disagree discrepancy inconsistent mismatch
  double duplicate redundant repeated twice
  absent forget lack lacking missing omit omitted
  overflow saturate underflow wrap
  bound index length range
  anonymous callback closure fn lambda
  generic monomorphization parameterized parametric polymorphic polymorphism template
  base derived extend inherit inheritance parent subclass super supertrait
  interface protocol trait typeclass
  discriminant enum tag union variant
  class object record struct
  attribute field member property
  array buffer list slice vec vector
  ascii char character codepoint encoding glyph unicode utf8
  str string substring text
  decimal i16 i32 i64 i8 integer isize literal number numeric u16 u32 u64 u8 uint usize
  decimal double f32 f64 float nan
  minus negative sign signed unsigned
  deref dereference pointer reference
  alloc allocate allocator box heap malloc owned
  alias aliasing borrow borrowck borrowed borrower
  immutable mut mutability mutable readonly
  compiletime const constant constexpr static
  expand expansion hygiene macro preprocessor
  codegen derive deriving generate
  mod module namespace submodule
  export import include reexport require
  crate dependency gem library package
  expose hidden privacy private public visibility visible
  ast grammar lexer parse parser syntax token tokenize tokenizer
  cast coerce coercion conversion convert transmute
  deduce deduction infer inference inferred
  annotate annotation ascription explicit
  dangling lifetime outlive region scope
  concurrency concurrent multithreaded parallel spawn task thread
  child exec fork process subprocess
  channel port queue receiver recv send sender
  atomic lock mutex race rwlock semaphore synchronize
  async await coroutine future promise
  pipe stderr stdin stdout
  display log output print show write
  input load open read
  bootstrap build compilation compile make makefile rebuild
  config configuration configure flag option preference setting
  distribution download install installer setup uninstall
  mingw msvc msys vista win32 win64 windows
  apple darwin mac macos osx
  debian fedora linux posix ubuntu unix
  bsd dragonfly freebsd netbsd openbsd
  aarch64 android arm ios mobile
  color colour highlight highlighting theme
  arm destructure destructuring exhaustive exhaustiveness irrefutable match pattern refutable
  for iterate iteration iterator loop while
  break continue exit return
  dead dead_code unnecessary unused
  safety soundness ub undefined unsafe unsound
  circular cycle cyclic mutual recurse recursion recursive
  backtrace stack stackoverflow
  backtrace stacktrace trace traceback unwind unwinding
  compare comparison eq equal equality ord ordering partialeq partialord
  dictionary hash hashmap map table
  collection container set
  clock date duration sleep time timer timestamp timezone
  random rng seed
  http network socket tcp udp
  auth authenticate credential login logout password session signin token
  account profile user
  button click press tap
  dialog modal popup window
  dropdown menu navigation sidebar toolbar
  avatar icon image picture screenshot
  attachment download transfer upload
  directory file filename folder path
  cache cached caching memoize
  boot init initialization initialize launch start startup
  close exit quit shutdown stop terminate
  access denied forbidden permission privilege unauthorized
  hide override shadow
  checker checking typecheck typechecker typeck
  backtrace debug
  lookup resolution resolve unresolved
  ld linker linking symbol
  cleanup destroy destructor drop dtor finalizer
  constructor ctor initializer
  annotation attribute decorator pragma
  cli command console shell terminal
  debug debugger debuginfo dwarf gdb lldb
  align alignment indent indentation tab whitespace
  backend codegen ir llvm
  copyright license
  filter find lookup query search
  contents outline overview summary toc
  arithmetic op operator overload overloading
  add divide division multiply shift subtract
  block expression semicolon statement
  argument parameter
  call function invocation invoke method
  binding let local variable
  default fallback implicit
  kind type typed
  dst size sized sizeof unsized
  clone copy move moved noncopyable
  abi cdecl extern ffi foreign interop native
  downgrade release update upgrade version
  proposal rfc tracking
  stability stabilization stabilize stable unstable
  snapshot stage stage0 stage1 stage2
  automation bot builder ci
  column line location position span
  identifier name naming
  escape quote unescape
  fmt format formatting pretty printing
  order ordering sort
  backend host server
  database schema sql table
  http request response
  email mail notification
  page screen view
  i18n internationalization language locale translation

  book css doc documentation example guide html link manual page playground readme rustdoc search toc tutorial website
  alloc allocate box dealloc destructor drop free gc heap leak malloc memory pointer rc refcount valgrind
  async atomic await channel concurrency deadlock future join lock mutex race scheduler send sleep spawn task thread
  associated bound cast coerce coherence generic impl infer inference polymorphic subtype trait type typeck variance
  alias borrow borrowck dangling lifetime move moved mutable reference region
  derive expand extension hygiene macro plugin quote syntax token
  ambiguity brace expression grammar keyword lexer parenthesis parser precedence semicolon statement syntax token
  crate export glob import module name namespace path private public reexport resolve shadow use visibility
  abi assembly codegen inline intrinsic llvm lto monomorphize optimization optimize register simd trans
  crate cross dylib library link linker ld metadata rpath shared static symbol undefined
  bootstrap bot build cmake compile configure install make makefile nightly package release snapshot stage
  android arm freebsd ios linux mac mingw msvc osx platform target unix windows x86
  confusing diagnostic error help lint message note span suggestion warning
  arm binding destructure enum exhaustive guard irrefutable match pattern variant
  arithmetic bit cast float integer literal negative number overflow shift unsigned
  ascii char encoding escape fmt format string unicode utf8
  array btree collection hash hashmap iterator list map set slice sort vec
  buffer directory file flush io path pipe read stdin stdout stream write
  client connection dns http network port server socket ssl tcp tls udp url
  argument child command environment exec exit process shell signal spawn
  assert bench benchmark coverage fuzz harness suite test valgrind
  backtrace breakpoint debug debuginfo dwarf gdb lldb symbol
  callback capture closure fn function lambda once proc upvar
  array const constant evaluation global initializer static
  clock date duration time timer timezone
  button click color dialog icon keyboard layout menu modal page screen scroll theme ui window
  account auth credential login password permission role session token user
  column database index migration query row schema sql table transaction
  ci cloud container deploy docker kubernetes pipeline release server
  cache invalidate refresh reload stale
  abort assertion backtrace crash ice panic segfault
  api convention deprecate naming proposal rename rfc stabilize stable tracking unstable`;

const subjects = bySubject(related.split('\n'));

function bySubject(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [at, line] of lines.entries())
    for (const term of new Set(termsOf(line).words.map((word) => word.term))) {
      const known = found.get(term) ?? [];
      found.set(term, [...known, `${String(at)}`]);
    }
  return found;
}
