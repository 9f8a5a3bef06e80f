namespace EvalHarness.Core;

/// <summary>What was odd about a reply whose answer stands all the same.</summary>
public enum RemarkKind
{
    /// <summary>Its token counts are missing in part, contradict one another or cannot be: what it cost is unknown.</summary>
    Usage,

    /// <summary>Its probabilities of tokens cannot be read and are left out, or did not come although they were asked for.</summary>
    Probabilities,

    /// <summary>Its text holds bytes that are no text; each is shown as U+FFFD.</summary>
    Text,

    /// <summary>It stopped for a reason that nobody here knows; the detail is the word. It is taken as cut off.</summary>
    FinishReason,

    /// <summary>Another model than the one asked for says that it answered; the detail is its name.</summary>
    OtherModel,

    /// <summary>The server streamed it although nobody asked for that.</summary>
    Stream,

    /// <summary>A field beside the answer has an odd form and is left out; the detail is its name.</summary>
    Field,

    /// <summary>The service's own content filter failed to look at it; the answer stands unfiltered.</summary>
    Filter,

    /// <summary>It calls no tool, or another one, although the request told which must be called.</summary>
    Tools,
}

/// <summary>One oddity of a reply.</summary>
/// <param name="Kind">What is odd.</param>
/// <param name="Detail">What exactly, in a few words that quote neither prompt nor answer.</param>
public readonly record struct Remark(RemarkKind Kind, string Detail);
