using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Models.RuleBooks;

/// <summary>Words that turn round what follows them within the same clause: a comma, a stop or a bracket ends their reach.</summary>
/// <param name="Words">Single words, whatever their case, for example <c>not</c>, <c>never</c>, <c>without</c>.</param>
/// <param name="Flips">The label that an occurrence speaks for instead, by its own label; an occurrence with any other label is dropped. By default all are dropped.</param>
/// <param name="Window">How many words a negation reaches; 3 by default.</param>
[Keyword("negation")]
public sealed record Negation(
    ImmutableArray<string> Words,
    IReadOnlyDictionary<string, string>? Flips = null,
    [Range(1, 100)] int Window = 3
);
