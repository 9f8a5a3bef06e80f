namespace EvalHarness.Logs;

/// <summary>
/// A line of <c>batches.jsonl</c>. The first of a batch stands before it is handed in and has all but <see cref="Id"/> and
/// <see cref="EndedAt"/>; a second one has its id, a last one says that nothing more is to be got from it.
/// </summary>
internal sealed class BatchLine
{
    /// <summary>What it is known by, before anybody else knows it.</summary>
    public string Tag { get; set; } = "";

    /// <summary>Name of the model.</summary>
    public string? Model { get; set; }

    /// <summary>Number of its requests.</summary>
    public int Requests { get; set; }

    /// <summary>Keys of its requests in the run, sixteen bytes each, in order.</summary>
    public byte[]? Keys { get; set; }

    /// <summary>What was set aside for it, in US dollars.</summary>
    public decimal ReservedUsd { get; set; }

    /// <summary>Whether it repeats requests that failed.</summary>
    public bool IsRepeat { get; set; }

    /// <summary>When it was written down, in UTC.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>The vendor's id.</summary>
    public string? Id { get; set; }

    /// <summary>When nothing more was to be got from it, in UTC.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How many of its requests go into a further batch.</summary>
    public int Again { get; set; }
}
