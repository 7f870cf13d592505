namespace ImageClassification.Runner.Faults;

/// <summary>What can happen to one request of a function, or to one message that a queue delivers.</summary>
public enum Fault
{
    /// <summary>503 SlowDown, or 503 ServiceUnavailable: the service did nothing.</summary>
    Refused,

    /// <summary>400 ThrottlingException: the service did nothing.</summary>
    Throttled,

    /// <summary>400 ProvisionedThroughputExceededException: the service did nothing.</summary>
    ThroughputExceeded,

    /// <summary>The connection breaks before the service saw the request.</summary>
    DroppedBefore,

    /// <summary>The connection breaks when the service has acted.</summary>
    DroppedAfter,

    /// <summary>The service has acted, and the connection breaks in the middle of the answer.</summary>
    HalfAnswered,

    /// <summary>The service acts only when the function has given up waiting.</summary>
    Late,

    /// <summary>Every message of the request is sent a second time, and delivered later.</summary>
    Duplicated,

    /// <summary>Messages are delivered later than those sent after them.</summary>
    Reordered,

    /// <summary>
    /// A message is delivered once more while it is worked on. The receipt handle of the first delivery has expired then.
    /// </summary>
    Redelivered,

    /// <summary>A message is delivered as the oldest version that is still read would have written it.</summary>
    OldSchema,

    /// <summary>A message is lost without delivery.</summary>
    Lost,

    /// <summary>The function's process ends at its start, and the invocation with it: its messages lose a try.</summary>
    FailedStart,

    /// <summary>
    /// A write loses its condition, and arrives once more when the plan ends, the latest write first, as one may whose connection was given up.
    /// Nothing survives this: it shows what an audit finds then.
    /// </summary>
    Unconditional,

    /// <summary>The function's process is killed before the service saw the request.</summary>
    KilledBefore,

    /// <summary>The function's process is killed when the service has acted.</summary>
    KilledAfter,
}
