"""Runs five.bpmn in SpiffWorkflow as often as asked; prints the instances per second.

The file is parsed once. After each user task the workflow is written to JSON text and read back from it.
"""
import pathlib
import sys
import time

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

parser = BpmnParser()
parser.add_bpmn_file(str(pathlib.Path(__file__).with_name("five.bpmn")))
spec = parser.get_spec("five")
serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())


def run():
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    done = 0
    while not workflow.completed:
        (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
        task.data["n"] = done
        task.run()
        workflow.do_engine_steps()
        done += 1
        workflow = serializer.deserialize_json(serializer.serialize_json(workflow))
    assert done == 5, done


run()
count = int(sys.argv[1])
begun = time.perf_counter()
for _ in range(count):
    run()
print(count / (time.perf_counter() - begun))
