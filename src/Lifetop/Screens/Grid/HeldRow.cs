using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>What the order saw of the row under the cursor when the cursor came to it: a row that changes under the hand stays where it is.</summary>
internal sealed class HeldRow
{
    private string? _id;
    private WorkerField? _field;
    private double _number;
    private string? _text;
    private Lifecycle _state;
    private DateTimeOffset _since;

    public void Take(GridRow? row, WorkerOrder order)
    {
        _id = row?.Id;
        _field = order.Field;
        if (row?.Worker is not { } worker)
            return;
        _state = worker.State;
        _since = worker.Verdict.Since;
        _number = order.Field?.Number?.Invoke(worker) ?? double.NaN;
        _text = order.Field is { Number: null } field ? field.Text(worker) : null;
    }

    /// <summary>It is the row that was taken, and the order sees it otherwise now.</summary>
    public bool HasChanged(GridRow row, WorkerOrder order)
    {
        if (row.Id != _id || order.Field != _field || row.Worker is not { } worker)
            return false;
        return order.Field is not { } field ? worker.State != _state || worker.Verdict.Since != _since
            : field.Number is { } number ? !number(worker).Equals(_number)
            : field.Text(worker) != _text;
    }
}
