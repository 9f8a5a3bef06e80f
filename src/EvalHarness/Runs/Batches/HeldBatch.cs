using System.Security.Cryptography;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Batches;

namespace EvalHarness.Runs.Batches;

/// <summary>A batch that is being carried: its requests without a result, and what is set aside for them.</summary>
/// <param name="logged">How the log knows it.</param>
/// <param name="run">Id of the run.</param>
internal sealed class HeldBatch(LoggedBatch logged, string run)
{
    /// <summary>What it is known by.</summary>
    public BatchTicket Ticket { get; } = new(logged.Tag, run, logged.Keys.Count, logged.At);

    /// <summary>How the log knows it.</summary>
    public LoggedBatch Logged => logged;

    /// <summary>The vendor's id; null while it is not known whether the vendor has it.</summary>
    public string? Id { get; set; } = logged.Id;

    /// <summary>Requests without a result, by their key in the run.</summary>
    public Dictionary<UInt128, Request> Pending { get; } = [];

    /// <summary>Requests that go into a further batch.</summary>
    public List<Request> Again { get; } = [];

    /// <summary>What is still set aside for it, in US dollars.</summary>
    public decimal LeftUsd { get; set; } = logged.ReservedUsd;

    /// <summary>Requests that came to a result, as the vendor says.</summary>
    public long Done { get; set; }

    /// <summary>Is over when the vendor has it, or it was given up.</summary>
    public TaskCompletionSource HandedIn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it is called in a message.</summary>
    public string Name => Id ?? Ticket.Tag;

    /// <summary>A new batch with a tag that no other has.</summary>
    /// <param name="requests">Its requests, one or more, all to one model.</param>
    /// <param name="reservedUsd">What is set aside for it, in US dollars.</param>
    /// <param name="desk">The batches of the run.</param>
    /// <param name="at">The time, in UTC.</param>
    public static HeldBatch Of(List<Request> requests, decimal reservedUsd, BatchDesk desk, DateTimeOffset at)
    {
        string tag = "eh" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes((BatchDraft.TagLength - 2) / 2));
        var logged = new LoggedBatch(tag, requests[0].Model, [.. requests.Select(KeyOf)], at)
        {
            ReservedUsd = reservedUsd,
            IsRepeat = desk.IsRepeat,
        };
        var batch = new HeldBatch(logged, desk.Run);
        foreach (var request in requests)
        {
            batch.Pending[KeyOf(request)] = request;
        }

        return batch;
    }

    /// <summary>The key of a request in its run.</summary>
    /// <param name="request">The request.</param>
    public static UInt128 KeyOf(Request request) => RequestIdentity.InRun(request.Id, request.Task, request.Model);

    /// <summary>The requests as they are handed in.</summary>
    /// <param name="service">Writes them.</param>
    public List<ReadOnlyMemory<byte>> Write(IBatchService service) =>
        [
            .. Pending.Select(one =>
                service.Write(Ticket.CustomId(one.Key), one.Value.Prompt.ToMessages(), one.Value.ToChatOptions())
            ),
        ];
}
