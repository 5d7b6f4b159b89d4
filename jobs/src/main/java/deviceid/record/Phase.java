// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

/** Stretches of a job's wall time, one after another; their sum is the whole. */
public enum Phase {
  /** The client prepares and submits the job: splits, staging, the request. */
  SUBMIT,
  /** To the start of the first map: the ApplicationMaster and its first container. */
  START,
  /** From the start of the first map to the end of the last. */
  MAP,
  /** From the end of the last map until every reduce has its input. */
  SHUFFLE,
  /** From then to the end of the last reduce. */
  REDUCE,
  /** From the end of the last reduce until the engine has committed the job. */
  COMMIT,
  /** What the phases that are known leave of the whole; the client learns of the end in it. */
  REST
}
