using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Reports.Records;

/// <summary>Licenses and terms as the suite declares them.</summary>
/// <param name="Models">The models; null for what nobody declares of one.</param>
/// <param name="Datasets">The data sets; null for what nobody declares of one.</param>
/// <param name="Require">What the suite asks of them; null where it asks nothing.</param>
/// <param name="Conflicts">Where what is declared, or is not, does not go with what the suite does or asks for.</param>
internal sealed record TermsRecord(
    ImmutableArray<ModelTerms> Models,
    ImmutableArray<DatasetTerms> Datasets,
    RequiredTerms? Require,
    ImmutableArray<TermsConflict> Conflicts
)
{
    /// <summary>The record of what a run's header holds; null where nothing is declared.</summary>
    public static TermsRecord? Of(DeclaredTerms? terms) =>
        terms is null ? null : new(terms.Models, terms.Datasets, terms.Require, terms.Conflicts);
}
