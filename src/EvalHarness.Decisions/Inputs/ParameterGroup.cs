namespace EvalHarness.Decisions.Inputs;

/// <summary>Parameters that are learnt about together.</summary>
internal enum ParameterGroup
{
    /// <summary>How good the options are.</summary>
    Qualities,

    /// <summary>What right and wrong answers are worth.</summary>
    ValueOfAnswers,

    /// <summary>How many answers are asked for.</summary>
    Volume,

    /// <summary>How the outside world moves.</summary>
    Market,

    /// <summary>What the options cost.</summary>
    Costs,

    /// <summary>Whether and when what is to be built works, and how long it stays good.</summary>
    Delivery,
}
