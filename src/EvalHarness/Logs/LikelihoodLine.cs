using System.Text.Json.Serialization;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The likelihood of a choice, as written.</summary>
internal sealed class LikelihoodLine
{
    public string Choice { get; set; } = "";

    /// <summary>Never left out, though it may be zero.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double Logprob { get; set; }
    public int? Tokens { get; set; }
    public double? Unconditional { get; set; }
    public bool IsUpperBound { get; set; }

    public static LikelihoodLine From(ChoiceLikelihood one) =>
        new()
        {
            Choice = one.Choice,
            Logprob = one.LogLikelihood,
            Tokens = one.Tokens,
            Unconditional = one.Unconditional,
            IsUpperBound = one.IsUpperBound,
        };

    public ChoiceLikelihood ToLikelihood() => new(Choice, Logprob, Tokens, Unconditional, IsUpperBound);
}
