namespace DigitalLand.Orchestration.Airflow;

/// <summary>How Airflow starts a task.</summary>
public enum AirflowProfile
{
    /// <summary>A container on ECS Fargate.</summary>
    Ecs,

    /// <summary>A pod.</summary>
    Kubernetes,

    /// <summary>A process on Airflow's own worker.</summary>
    Bash,
}
