using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EvalHarness.Core;

/// <summary>Licenses and terms as a run's suite declared them.</summary>
/// <param name="Models">The models, in the order of the suite.</param>
/// <param name="Datasets">The data sets, in the order of their tasks.</param>
/// <param name="Require">What the suite asks of them; null where it asks nothing.</param>
public sealed record DeclaredTerms(
    ImmutableArray<ModelTerms> Models,
    ImmutableArray<DatasetTerms> Datasets,
    RequiredTerms? Require = null
)
{
    /// <summary>Where what is declared collides with what the suite does or asks for.</summary>
    [JsonIgnore]
    public ImmutableArray<TermsConflict> Conflicts => [.. TermsConflicts.Of(this)];
}

/// <summary>What is declared of a model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="IsSent">Whether prompts are sent to it: not where it answers in this process, from a file or through others.</param>
public sealed record ModelTerms(string Model, bool IsSent)
{
    /// <summary>Whether there is nothing of it to license: chance, the commonest class, rules of the suite, a team of others, what the run itself trains.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsNoLicense { get; init; }

    /// <summary>Its license; null where none is declared.</summary>
    public License? License { get; init; }

    /// <summary>Its terms of use; null where none are declared.</summary>
    public TermsOfUse? Terms { get; init; }

    /// <summary>The models whose answers it was trained on; null where none are declared.</summary>
    public ImmutableArray<string>? TrainedFrom { get; init; }

    /// <summary>The tasks whose data set holds rows that it was trained on; null where there are none.</summary>
    public ImmutableArray<string>? TrainedOnTasks { get; init; }
}

/// <summary>What is declared of the data set of a task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="File">The data file as the suite writes it.</param>
public sealed record DatasetTerms(string Task, string File)
{
    /// <summary>Its license; null where none is declared.</summary>
    public License? License { get; init; }

    /// <summary>Its terms of use; null where none are declared.</summary>
    public DataTerms? Terms { get; init; }
}
