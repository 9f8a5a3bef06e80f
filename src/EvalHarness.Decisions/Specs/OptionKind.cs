namespace EvalHarness.Decisions.Specs;

/// <summary>The rungs of the ladder, from the cheapest to the dearest.</summary>
public enum OptionKind
{
    /// <summary>Rules written by hand.</summary>
    Rules,

    /// <summary>Classic machine learning on the task's own labels.</summary>
    TraditionalMl,

    /// <summary>A hosted general model and a prompt.</summary>
    Prompt,

    /// <summary>The same with retrieval.</summary>
    Rag,

    /// <summary>A small model first, a big one where it is unsure.</summary>
    Cascade,

    /// <summary>A small or a big model, chosen before either answers.</summary>
    Router,

    /// <summary>An open model on somebody else's machines.</summary>
    OpenHosted,

    /// <summary>An open model on machines of one's own.</summary>
    OpenSelfhost,

    /// <summary>A low-rank adapter on an open model.</summary>
    Lora,

    /// <summary>All weights trained further on the task.</summary>
    FullFinetune,

    /// <summary>One expert of a mixture replaced by one's own.</summary>
    ExpertSwap,

    /// <summary>Pretraining continued on text of the domain.</summary>
    ContinuedPretrain,

    /// <summary>A model trained from nothing.</summary>
    FromScratch,
}
