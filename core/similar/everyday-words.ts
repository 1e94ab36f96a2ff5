import { stem } from './stem.ts';

/** Words that say nothing about the subject: grammar, and the talk around a report. */
export const stopWords: ReadonlySet<string> = new Set(
  words(`
  a able about actual actually after all already also although always am an and another any anyone anything anyway
  apparently appear appears appreciate appreciated are around as aside assume at away basically be because been before
  being believe best better but by can cannot certain certainly clearly come comes completely consider could couldn
  couple currently definitely despite did didn difficult discuss discussed do does doesn doing don done down each
  easily easy eg either else enough especially etc even ever every everything exactly fairly far few fine follow
  following follows for from gave general generally get gets getting give given gives giving go going got guess had
  happen happened happening happens has have haven having he hello hence her here hi him his hope how however i idea
  ie if imagine in instead intend intended interesting into is isn it its itself just kind know known later least less
  let like likely little ll looked looking looks lot made make makes many may maybe me mean meaning means meant
  mention mentioned might more most much must my necessary need needed needs neither never nice no none nor normally
  not nothing noticed now obvious obviously occasionally of off often ok okay on once one only or originally other
  ought our out over own particular per perhaps piece please possible possibly presumably pretty previously probably
  put quite rarely rather re realize really reason recent recently relevant said same saw say saying says see seeing
  seems seen several shall she should shouldn similar similarly simply since slightly so some someone something
  sometimes somewhere soon sorry sort still strangely such suppose supposed sure surprising take taken takes taking
  tell than thank thanks that the their them then there these they thing things think thinking this those though
  thought through to today together told too took totally tried tries truly try trying unable under understand
  unfortunately unless unlike until up us use used useful uses using various ve very via want was wasn way we weird
  well were what whatever when where whether which while who why will with within without won wondering work worked
  working works worth would wouldn wrote yes yesterday yet you your
  `),
);

/**
 * In which share of work items of any project a word is likely to stand, written from everyday experience with issue
 * trackers. It is what an index believes before it has seen texts of its own, and what two texts alone are judged by.
 */
export function expectedShare(term: string): number {
  return share.get(term) ?? rare;
}

const rare = 0.0005;

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

const bands: readonly { readonly share: number; readonly of: string }[] = [
  {
    share: 0.12,
    of: `add bug call change check code error example expected fail failure file fix following function issue line new
    problem run set support test type update user value version work wrong`,
  },
  {
    share: 0.04,
    of: `actual allow app application argument array behavior block branch break broken build button cache case cause class
    client command commit compile compiler component config configuration correct crash create current data default
    delete dependency different doc documentation empty environment event exception fact feature field find first flag
    format found give handle happen implement implementation import incorrect input install instead invalid item key
    library link list load log look main memory message method missing mode module name need number object old open
    option output package page panic parameter parse pass path plugin point possible present print process produce
    project property read reference related release remove report reproduce request require result return running same
    save script seem server setting show source start state step stop string struct syntax system table tag text throw
    time tool true try undefined unexpected url variable view wait warning window write`,
  },
  {
    share: 0.015,
    of: `access account action active async attribute auth backend base binary body bool boolean bound box browser buffer
    callback char clean click close column comment common compare complete condition connection constant contain content
    context control convert copy core count custom database date debug declare define definition description detail
    device directory display document download driver duplicate element enable enum executable execute exist exit export
    expression extension extra fast filter folder form frontend full generate generic global group handler hang header
    help hook host html http id identifier image include index info information initial inline instance int integer
    interface internal job json label language large last layout left length level limit linux local location lock loop
    mac macro manager map match menu metadata migration model multiple native nested network node null operation order
    original parent pattern performance permission platform port prefix previous private production prompt provide
    public query queue random range raw rename render replace repo repository response right root route row rule runtime
    safe schema screen search section select send service session share signal simple single size slow socket space
    specific stack standard static status storage store stream style switch tab target task template thread timeout
    token top trace tree trigger unit unknown unused upgrade valid validation vector wrap`,
  },
];

const share: ReadonlyMap<string, number> = new Map(
  bands.toReversed().flatMap((band) => words(band.of).map((word) => [stem(word), band.share] as const)),
);
