using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Suites;

namespace EvalHarness.Conclusions;

/// <summary>Suites in which nothing is wrong.</summary>
/// <param name="Suites">The suites, each with what its text and its data have worth a look, a line each.</param>
/// <param name="NotHere">Data that suites of a folder lack and say where to get, a line a file: those suites are passed over.</param>
public sealed record CheckedSuites(
    ImmutableArray<(Suite Suite, ImmutableArray<string> Warnings)> Suites,
    ImmutableArray<Fault> NotHere
);
