namespace EvalHarness.Core;

/// <summary>The part that a model plays in the question "is a custom model worth it?".</summary>
public enum ModelKind
{
    /// <summary>A general model, hosted or self-hosted.</summary>
    General,

    /// <summary>A model of one's own: fine-tuned, or trained on one's own rows.</summary>
    Custom,

    /// <summary>A yardstick: rules, the majority class, chance.</summary>
    Baseline,
}
